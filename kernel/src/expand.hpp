// From a word of a query to every listed word that may be its partner.
#pragma once

#include <mutex>
#include <unordered_map>

#include "likeness.hpp"
#include "lists.hpp"

namespace holdpoint {

// For each bucket and letter one bit a word: whether the word has the letter.
class Planes {
 public:
  explicit Planes(const Lists& lists);
  const std::uint64_t* plane(std::size_t bucket, unsigned letter) const {
    return bits_.data() + at_[bucket] + letter * blocks_[bucket];
  }
  std::size_t blocks(std::size_t bucket) const { return blocks_[bucket]; }
  // Places in the bucket where words with each first letter begin; 27 of them.
  const std::array<std::uint32_t, 27>& firsts(std::size_t bucket) const { return firsts_[bucket]; }
  // For each word of the bucket, which letters it has.
  const std::uint32_t* letters(std::size_t bucket) const {
    return letters_.data() + letters_at_[bucket];
  }

 private:
  std::vector<std::uint64_t> bits_;
  std::vector<std::size_t> at_, blocks_, letters_at_;
  std::vector<std::uint32_t> letters_;
  std::vector<std::array<std::uint32_t, 27>> firsts_;
};

struct Lengths;

class Expander {
 public:
  Expander(const Lists& lists, const Limits& limits)
      : lists_(lists), limits_(limits), planes_(lists) {}

  // Remembered by the text of the word; several threads may ask.
  std::shared_ptr<const Expansion> known(const std::string& text) const;
  std::shared_ptr<const Expansion> expand(const Word& word);
  void forget();

  // The same without planes, classes and memory: each listed word, one after the other.
  std::shared_ptr<const Expansion> expand_slowly(const Word& word) const;

 private:
  std::vector<std::uint32_t> relatives(const Word& word) const;
  void near(const Word& word, Expansion& out) const;
  void near_in(std::size_t bucket, const Pattern& pattern, std::uint32_t mask, Expansion& out) const;
  std::uint32_t near_score(const Pattern& pattern, std::string_view other, const Lengths& near) const;
  void far_in(std::size_t bucket, const Pattern& pattern, std::uint32_t mask, std::uint32_t edits,
              Expansion& out) const;
  std::uint32_t by_letters(const Pattern& pattern, std::string_view other) const;
  void add_parts(Expansion& out) const;
  std::uint32_t edits_allowed(std::size_t length) const {
    return length <= limits_.short_word ? 0 : length <= limits_.middle ? 1 : 2;
  }

  const Lists& lists_;
  const Limits& limits_;
  Planes planes_;
  mutable std::mutex lock_;
  std::unordered_map<std::string, std::shared_ptr<const Expansion>> memory_;
  std::size_t remembered_ = 0;
};

}  // namespace holdpoint
