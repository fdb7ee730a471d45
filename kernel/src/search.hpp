// Names that can reach a score, found without reading all of them. See matching/_retrieve.py.
#pragma once

#include "expand.hpp"
#include "pairing.hpp"

namespace holdpoint {

// Names whose bounds are added up at one time; small enough for a processor's cache.
constexpr std::uint32_t kBlock = 1u << 15;

// Room for one thread's work, used again from search to search.
struct Scratch {
  std::vector<std::uint32_t> mine = std::vector<std::uint32_t>(kBlock);
  std::vector<std::uint32_t> theirs = std::vector<std::uint32_t>(kBlock);
  std::vector<std::uint32_t> touched;
  // Names that may do: weight of the name, what its share must be, what it covers times 1000.
  struct Some {
    std::uint32_t name, whole;
    std::int64_t missing, theirs;
  };
  std::vector<Some> some;
};

struct Wanted {
  std::uint32_t least;   // ten-thousandths
  std::size_t enough;    // names that are enough; 0 = all
  std::size_t most;      // names at most, the best first; 0 = all
  std::uint64_t crowd;   // names that may be looked at before `least` is raised; 0 = all
};

// Names that reach `least` and the score of the `enough`-th best; best first, see `better`.
Found search(const Query& query, const Wanted& wanted, Scratch& scratch);

// The score of some names, in their order.
std::vector<Hit> score(const Query& query, const std::vector<std::uint32_t>& names);

// Every name, one after the other: the same answer without the index.
Found scan(const Query& query, const Wanted& wanted);

// By score, then what it tells, then the number of the name.
bool better(const Hit& left, const Hit& right);

// Leaves what the `enough`-th best score and `most` allow, in order.
void keep_best(Found& found, const Wanted& wanted);

// Whether words must be equal: for an acronym, of the query or of the listed name.
inline bool is_exact(const Query& query, std::uint32_t name) {
  return query.reading.exact ||
         ((query.lists.names[name] >> 24) & query.limits.acronym_mark) != 0;
}

// Mean over the query's words, by weight, of the highest Jaro-Winkler ratio to any word of a name.
std::vector<std::pair<std::uint32_t, double>> scan_jaro_winkler(
    const Lists& lists, const std::vector<std::string>& words,
    const std::vector<std::uint32_t>& weights, double least);

// Names as a build has taken them: see `Columns` of matching/_inverted.py.
struct Columns {
  Numbers words, starts, order, facts;
  Span<std::uint8_t> marks;
};
struct Inverted {
  std::vector<std::uint32_t> name_facts, words, postings, posting_starts;
};

// The columns of an index: words by their places, and the names of each word.
Inverted invert(const Columns& columns);

}  // namespace holdpoint
