// The door to Python: buffers in, hits out. The interpreter's lock is released while it works.
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <atomic>
#include <cstring>
#include <exception>
#include <thread>

#include "search.hpp"

namespace nb = nanobind;
using namespace nb::literals;

namespace holdpoint {

namespace {

// Raised whenever a file, a fact or a call means something else; the core checks it.
constexpr int kAbi = 2;

// Bytes of the caller, kept alive and where they are.
class Buffer {
 public:
  explicit Buffer(nb::handle object) {
    if (PyObject_GetBuffer(object.ptr(), &view_, PyBUF_CONTIG_RO) != 0) throw nb::python_error();
  }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() { PyBuffer_Release(&view_); }

  template <typename T>
  Span<T> span() const {
    if (!view_.len) return {};
    if (view_.len % sizeof(T) || reinterpret_cast<std::uintptr_t>(view_.buf) % alignof(T))
      throw std::invalid_argument("a file of the index has a wrong size");
    return {static_cast<const T*>(view_.buf), static_cast<std::size_t>(view_.len) / sizeof(T)};
  }

 private:
  Py_buffer view_{};
};

std::uint32_t limit(const nb::dict& limits, const char* name) {
  return nb::cast<std::uint32_t>(limits[name]);
}

Limits limits_of(const nb::dict& d) {
  return {limit(d, "jaro_winkler"), limit(d, "short"), limit(d, "middle"),
          limit(d, "shortest_part"), limit(d, "least_joined"), limit(d, "longest_join"),
          limit(d, "initial"), limit(d, "name"), limit(d, "consonants"),
          limit(d, "few_consonants"), limit(d, "least_bones"), limit(d, "contradicted"),
          limit(d, "acronym_mark")};
}

nb::bytes bytes_of(const std::vector<std::uint32_t>& numbers) {
  return nb::bytes(reinterpret_cast<const char*>(numbers.data()), 4 * numbers.size());
}

// Name, score and told of each hit.
nb::bytes rows_of(const std::vector<Hit>& hits) {
  std::vector<std::uint32_t> rows;
  for (const Hit& hit : hits) rows.insert(rows.end(), {hit.name, hit.points, hit.told});
  return bytes_of(rows);
}

// A reading as Python gives it; the words that are not remembered are expanded later, unlocked.
struct Asked {
  std::vector<Word> words;
  std::vector<std::shared_ptr<const Expansion>> known;
  std::uint8_t mask = 0, want = 0;
  bool exact = false;
};

class Index {
 public:
  Index(const nb::dict& files, const nb::dict& limits) : limits_(limits_of(limits)) {
    auto open = [&](const char* name) -> const Buffer& {
      buffers_.push_back(std::make_unique<Buffer>(files[name]));
      return *buffers_.back();
    };
    auto numbers = [&](const char* name) { return open(name).span<std::uint32_t>(); };
    lists_.word_facts = numbers("word_facts");
    lists_.bones = {open("bones").span<char>(), numbers("bone_starts"), numbers("bone_words"),
                    numbers("bone_word_starts")};
    lists_.families = {open("families").span<char>(), numbers("family_starts"),
                       numbers("family_words"), numbers("family_word_starts")};
    lists_.names = numbers("name_facts");
    lists_.words = numbers("name_words");
    lists_.starts = numbers("name_starts");
    lists_.postings = numbers("postings");
    lists_.posting_starts = numbers("posting_starts");
    buckets(numbers("buckets"), open("words").span<char>());
    if (lists_.starts.size != lists_.name_count() + 1 ||
        lists_.posting_starts.size != lists_.word_count() + 1)
      throw std::invalid_argument("the files of the index do not fit together");
    expander_ = std::make_unique<Expander>(lists_, limits_);
  }

  nb::list search(const nb::sequence& readings, std::uint32_t least, std::size_t enough,
                  std::size_t most, std::uint64_t crowd, int threads) {
    std::vector<Asked> asked;
    for (nb::handle one : readings) asked.push_back(parse(one));
    std::vector<Found> found(asked.size());
    {
      nb::gil_scoped_release unlocked;
      run(asked, {least, enough, most, crowd}, threads, found);
    }
    nb::list out;
    for (const Found& one : found)
      out.append(nb::make_tuple(one.least, one.cut, rows_of(one.hits)));
    return out;
  }

  nb::bytes points(nb::handle reading, const std::vector<std::uint32_t>& names) {
    const Asked asked = parse(reading);
    std::vector<std::uint32_t> points;
    {
      nb::gil_scoped_release unlocked;
      const Reading ready = reading_of(asked);
      for (const Hit& hit : holdpoint::score(Query(ready, lists_, limits_), names))
        points.push_back(hit.points);
    }
    return bytes_of(points);
  }

  nb::list score(nb::handle reading, const std::vector<std::uint32_t>& names) {
    const Asked asked = parse(reading);
    std::vector<Hit> hits;
    {
      nb::gil_scoped_release unlocked;
      const Reading ready = reading_of(asked);
      hits = holdpoint::score(Query(ready, lists_, limits_), names);
    }
    return list_of(hits);
  }

  nb::list scan(nb::handle reading, std::uint32_t least) {
    const Asked asked = parse(reading, false);
    Found found;
    {
      nb::gil_scoped_release unlocked;
      Reading ready{{}, asked.mask, asked.want, asked.exact};
      for (const Word& word : asked.words) ready.words.push_back(expander_->expand_slowly(word));
      found = holdpoint::scan(Query(ready, lists_, limits_), {least, 0, 0, 0});
    }
    return list_of(found.hits);
  }

  std::vector<std::pair<std::uint32_t, double>> scan_winkler(
      const std::vector<std::string>& words, const std::vector<std::uint32_t>& weights,
      double least) {
    if (words.size() != weights.size()) throw std::invalid_argument("a weight for each word");
    nb::gil_scoped_release unlocked;
    return scan_jaro_winkler(lists_, words, weights, least);
  }

  nb::list expand(nb::handle word) {
    const auto expansion = expander_->expand(word_of(word));
    nb::list out;
    for (const Partner& p : expansion->partners) out.append(nb::make_tuple(p.word, p.score, p.how));
    return out;
  }

  std::optional<std::uint32_t> number(const std::string& text) const { return lists_.number(text); }
  void forget() { expander_->forget(); }

 private:
  void buckets(Numbers rows, Span<char> text) {
    std::uint64_t next = 0, at = 0;
    if (rows.size % 3) throw std::invalid_argument("the buckets of the index are damaged");
    for (std::size_t i = 0; i < rows.size; i += 3) {
      Bucket bucket{rows[i], rows[i + 1], static_cast<std::uint32_t>(next), rows[i + 2], nullptr};
      const std::uint64_t size = std::uint64_t{bucket.count} * (std::uint64_t{bucket.length} + 1);
      const bool plain = bucket.kind == kVoicedKind || bucket.kind == kUnvoicedKind;
      if (at + size > text.size || (plain && bucket.bare_length() - 1 >= kLongest))
        throw std::invalid_argument("the buckets of the index are damaged");
      bucket.text = text.data + at;
      for (std::uint32_t w = 0; plain && w < bucket.count; ++w)
        if (kind_of(bucket.word(w)) != bucket.kind)
          throw std::invalid_argument("the words of the index are damaged");
      lists_.buckets.push_back(bucket);
      at += size;
      next += bucket.count;
    }
    if (next != lists_.word_count() || at != text.size)
      throw std::invalid_argument("the words of the index do not fit together");
  }

  static Word word_of(nb::handle object) {
    const auto row = nb::cast<nb::tuple>(object);
    Word word{nb::cast<std::string>(row[0]), nb::cast<std::uint32_t>(row[1]),
              nb::cast<std::string>(row[2]), {}};
    for (nb::handle family : nb::cast<nb::tuple>(row[3]))
      word.families.push_back(nb::cast<std::string>(family));
    return word;
  }

  Asked parse(nb::handle object, bool remembered = true) const {
    const auto row = nb::cast<nb::tuple>(object);
    Asked asked;
    asked.mask = nb::cast<std::uint8_t>(row[1]);
    asked.want = nb::cast<std::uint8_t>(row[2]);
    asked.exact = nb::cast<bool>(row[3]);
    for (nb::handle one : nb::cast<nb::sequence>(row[0])) {
      const auto text = nb::cast<std::string>(nb::cast<nb::tuple>(one)[0]);
      asked.known.push_back(remembered ? expander_->known(text) : nullptr);
      asked.words.push_back(asked.known.back() ? Word{} : word_of(one));
    }
    if (asked.words.size() > 64) throw std::invalid_argument("a name has 64 words at most");
    return asked;
  }

  Reading reading_of(const Asked& asked) {
    Reading reading{asked.known, asked.mask, asked.want, asked.exact};
    for (std::size_t i = 0; i < reading.words.size(); ++i)
      if (!reading.words[i]) reading.words[i] = expander_->expand(asked.words[i]);
    return reading;
  }

  Found answer(const Asked& asked, const Wanted& wanted, Scratch& scratch) {
    const Reading reading = reading_of(asked);
    return holdpoint::search(Query(reading, lists_, limits_), wanted, scratch);
  }

  void run(const std::vector<Asked>& asked, const Wanted& wanted, int threads,
           std::vector<Found>& found) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failing;
    auto work = [&] {
      try {
        const std::unique_ptr<Scratch> scratch = borrow();
        for (std::size_t i; (i = next.fetch_add(1)) < asked.size();)
          found[i] = answer(asked[i], wanted, *scratch);
        const std::lock_guard<std::mutex> hold(idle_lock_);
        idle_.push_back(std::make_unique<Scratch>(std::move(*scratch)));
      } catch (...) {
        const std::lock_guard<std::mutex> hold(failing);
        failure = std::current_exception();
      }
    };
    std::vector<std::thread> workers;
    const std::size_t many = std::min<std::size_t>(threads < 1 ? 1 : threads, asked.size());
    for (std::size_t t = 1; t < many; ++t) workers.emplace_back(work);
    work();
    for (std::thread& worker : workers) worker.join();
    if (failure) std::rethrow_exception(failure);
  }

  // Scratch of an earlier search, or a new one; after a failure it is thrown away, not lent again.
  std::unique_ptr<Scratch> borrow() {
    const std::lock_guard<std::mutex> hold(idle_lock_);
    if (idle_.empty()) return std::make_unique<Scratch>();
    std::unique_ptr<Scratch> one = std::move(idle_.back());
    idle_.pop_back();
    return one;
  }

  static nb::list list_of(const std::vector<Hit>& hits) {
    nb::list out;
    for (const Hit& hit : hits) {
      std::string pairs;
      for (const Pair& p : hit.pairs) {
        const unsigned char row[] = {p.left, p.lefts, p.right, p.rights,
                                     static_cast<unsigned char>(p.score & 255),
                                     static_cast<unsigned char>(p.score >> 8), p.how};
        pairs.append(reinterpret_cast<const char*>(row), sizeof row);
      }
      out.append(nb::make_tuple(hit.name, hit.points, hit.told, hit.clash, hit.turned,
                                nb::bytes(pairs.data(), pairs.size())));
    }
    return out;
  }

  std::vector<std::unique_ptr<Buffer>> buffers_;
  Limits limits_;
  Lists lists_;
  std::unique_ptr<Expander> expander_;
  std::mutex idle_lock_;
  std::vector<std::unique_ptr<Scratch>> idle_;
};

nb::tuple inverted(nb::handle words, nb::handle starts, nb::handle order, nb::handle facts,
                   nb::handle marks) {
  const Buffer w(words), s(starts), o(order), f(facts), m(marks);
  Inverted made;
  {
    nb::gil_scoped_release unlocked;
    made = invert({w.span<std::uint32_t>(), s.span<std::uint32_t>(), o.span<std::uint32_t>(),
                   f.span<std::uint32_t>(), m.span<std::uint8_t>()});
  }
  return nb::make_tuple(bytes_of(made.name_facts), bytes_of(made.words), bytes_of(made.postings),
                        bytes_of(made.posting_starts));
}

}  // namespace

}  // namespace holdpoint

NB_MODULE(_native, m) {
  using holdpoint::Index;
  m.attr("ABI") = holdpoint::kAbi;
  nb::class_<Index>(m, "Index")
      .def(nb::init<const nb::dict&, const nb::dict&>(), "files"_a, "limits"_a)
      .def("search", &Index::search, "readings"_a, "least"_a, "enough"_a, "most"_a, "crowd"_a,
           "threads"_a)
      .def("score", &Index::score, "reading"_a, "names"_a)
      .def("points", &Index::points, "reading"_a, "names"_a)
      .def("scan", &Index::scan, "reading"_a, "least"_a)
      .def("scan_jaro_winkler", &Index::scan_winkler, "words"_a, "weights"_a, "least"_a)
      .def("expand", &Index::expand, "word"_a)
      .def("number", &Index::number, "text"_a)
      .def("forget", &Index::forget);
  m.def("jaro_winkler", [](const std::string& left, const std::string& right) {
    return holdpoint::Pattern(left).jaro_winkler(right);
  }, "left"_a, "right"_a);
  m.def("osa", [](const std::string& left, const std::string& right) {
    return holdpoint::Pattern(left).osa(right);
  }, "left"_a, "right"_a);
  m.def("invert", &holdpoint::inverted, "words"_a, "starts"_a, "order"_a, "facts"_a, "marks"_a);
}
