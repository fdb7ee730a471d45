// Without the index: every name, one after the other. The oracle of recall, and the peer of speed.
#include <algorithm>

#include "search.hpp"

namespace holdpoint {

Found scan(const Query& query, const Wanted& wanted) {
  Found found{wanted.least, false, {}};
  if (!query.size()) return found;
  for (std::uint32_t name = 0; name < query.lists.name_count(); ++name) {
    const std::uint32_t marks = query.lists.names[name] >> 24;
    if ((marks & query.reading.mask) != query.reading.want) continue;
    Hit hit = score_name(query, name, is_exact(query, name));
    if (hit.points && hit.points >= wanted.least) found.hits.push_back(std::move(hit));
  }
  keep_best(found, wanted);
  return found;
}

std::vector<std::pair<std::uint32_t, double>> scan_jaro_winkler(
    const Lists& lists, const std::vector<std::string>& words,
    const std::vector<std::uint32_t>& weights, double least) {
  std::vector<std::string_view> texts(lists.word_count());
  for (const Bucket& bucket : lists.buckets)
    for (std::uint32_t i = 0; i < bucket.count; ++i)
      texts[bucket.first + i] = bucket.word(i).substr(0, kLongest);
  std::vector<Pattern> patterns;
  double total = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    patterns.emplace_back(words[i]);
    total += weights[i];
  }
  std::vector<std::pair<std::uint32_t, double>> found;
  if (total <= 0) return found;
  for (std::uint32_t name = 0; name < lists.name_count(); ++name) {
    double sum = 0;
    for (std::size_t i = 0; i < patterns.size(); ++i) {
      double best = 0;
      for (std::uint32_t word : lists.words_of(name))
        best = std::max(best, patterns[i].jaro_winkler_ratio(texts.at(word)));
      sum += best * weights[i];
    }
    if (sum >= least * total) found.emplace_back(name, sum / total);
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return found;
}

}  // namespace holdpoint
