#include <algorithm>

#include "search.hpp"

namespace holdpoint {

namespace {

// Calls with each word of each name once, although a name can hold it several times.
template <typename Visit>
void each(Numbers words, Numbers starts, Visit&& visit) {
  for (std::size_t name = 0; name + 1 < starts.size; ++name) {
    const std::uint32_t from = starts.data[name], to = starts.data[name + 1];
    for (std::uint32_t at = from; at < to; ++at) {
      const std::uint32_t word = words.data[at];
      if (std::find(words.data + from, words.data + at, word) == words.data + at)
        visit(word, static_cast<std::uint32_t>(name));
    }
  }
}

}  // namespace

Inverted invert(const Columns& in) {
  Inverted out;
  const std::size_t names = in.marks.size, size = in.order.size;
  if (in.starts.size != names + 1 || in.facts.size != size)
    throw std::invalid_argument("the columns do not fit together");
  out.words.reserve(in.words.size);
  for (std::uint32_t word : in.words) {
    out.words.push_back(in.order[word]);
    if (out.words.back() >= size) throw std::out_of_range("a word is out of range");
  }
  for (std::size_t name = 0; name < names; ++name) {
    const std::uint32_t from = in.starts[name], to = in.starts[name + 1];
    if (from > to || to > in.words.size)
      throw std::out_of_range("the words of a name are out of range");
    std::uint32_t sum = 0;
    for (std::uint32_t at = from; at < to; ++at) sum += weight_of(in.facts[out.words[at]]);
    out.name_facts.push_back(sum | std::uint32_t{in.marks[name]} << 24);
  }
  out.posting_starts.assign(size + 1, 0);
  const Numbers words{out.words.data(), out.words.size()};
  each(words, in.starts, [&](std::uint32_t word, std::uint32_t) { ++out.posting_starts[word + 1]; });
  for (std::size_t word = 0; word < size; ++word)
    out.posting_starts[word + 1] += out.posting_starts[word];
  out.postings.resize(out.posting_starts[size]);
  std::vector<std::uint32_t> next(out.posting_starts.begin(), out.posting_starts.end());
  each(words, in.starts,
       [&](std::uint32_t word, std::uint32_t name) { out.postings[next[word]++] = name; });
  return out;
}

}  // namespace holdpoint
