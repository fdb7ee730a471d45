// One reading of a name that is looked for, with everything its words can pair with in one table.
#pragma once

#include "lists.hpp"

namespace holdpoint {

// What a listed word can do for one word of the query.
struct Key {
  std::uint32_t word;      // listed
  std::uint32_t next;      // further keys of the same listed word, kNone at the end
  std::uint32_t own;       // weight of the listed word
  std::uint32_t covered;   // score times the listed weight that the pair covers (for bounds)
  std::uint16_t score;
  std::uint8_t how;        // kJoined, kPart and kOtherPart are for bounds only
  std::uint8_t unique;     // which different word of the query
};

// Neighbours of the query that are one listed word.
struct Run {
  std::uint32_t word;  // listed
  std::uint8_t start, length;
};

// One of the different words of the query.
struct Unique {
  const Expansion* expansion = nullptr;
  std::uint32_t times = 0;
  std::uint32_t weight = 0;    // of all its occurrences
  std::uint32_t initial = 0;   // the letter (a = 1) that it stands for, if it is one
  std::uint64_t cost = 0;      // names under its keys
  std::uint64_t covers = 0;    // most listed weight, times score, that its occurrences cover
  bool alone = false;          // may bring in candidates by itself
  std::vector<std::uint32_t> keys;  // places in Query::keys, of those that names are found by
};

class Query {
 public:
  Query(const Reading& reading, const Lists& lists, const Limits& limits);

  const Reading& reading;
  const Lists& lists;
  const Limits& limits;
  std::vector<std::uint8_t> unique_at;  // for each word of the query, which different word it is
  std::vector<Unique> uniques;
  std::vector<Key> keys;
  std::vector<Run> runs;
  std::uint64_t total = 0;  // weight of the query
  bool initials = false, ways = false;

  std::size_t size() const { return unique_at.size(); }
  std::uint32_t facts(std::size_t at) const { return reading.words[at]->facts; }

  // The first key of a listed word, kNone if it can pair with nothing.
  std::uint32_t key_of(std::uint32_t word) const {
    std::uint32_t slot = (word * 2654435769u) >> shift_;
    while (slots_[slot] != kNone && keys[slots_[slot]].word != word) slot = (slot + 1) & mask_;
    return slots_[slot];
  }

 private:
  void add(std::uint8_t unique, std::uint32_t word, std::uint32_t score, std::uint8_t how,
           std::uint32_t also = 0);
  void gather();
  void join();
  void index();

  std::vector<std::uint32_t> slots_;
  std::uint32_t mask_ = 0, shift_ = 0;
};

}  // namespace holdpoint
