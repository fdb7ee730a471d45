// How alike two words are. Words are at most 64 letters a-z; everything is counted in integers.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace holdpoint {

constexpr std::size_t kLongest = 64;  // letters of a word that is compared letter by letter

inline std::uint32_t letter_bit(char c) { return std::uint32_t{1} << (static_cast<unsigned>(c - 'a') & 31); }

inline std::uint32_t letters_of(std::string_view word) {
  std::uint32_t mask = 0;
  for (char c : word) mask |= letter_bit(c);
  return mask;
}

inline int count_bits(std::uint64_t bits) { return __builtin_popcountll(bits); }

// A word made ready to be compared with many: for each letter, where it stands.
class Pattern {
 public:
  explicit Pattern(std::string_view word);

  std::string_view word() const { return word_; }

  // Edits between the two words: insertion, deletion, substitution, swap of neighbours, where no
  // part is edited twice (optimal string alignment; Hyyro 2003, bit-parallel).
  int osa(std::string_view other) const;

  // Letters of the other word without an equal one in this word at most `window` places away;
  // stops after `most` + 1. A word within so many edits has no more, where both are the edits.
  int strangers(std::string_view other, std::size_t window, int most) const {
    const std::uint64_t around = window >= 31 ? ~std::uint64_t{0} : (std::uint64_t{2} << 2 * window) - 1;
    int count = 0;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::uint64_t here = where_[static_cast<unsigned char>(other[j]) & 127];
      const std::uint64_t met = j >= window ? here >> (j - window) & around
                                            : here & around >> (window - j);
      if (!met && ++count > most) break;
    }
    return count;
  }

  // Jaro-Winkler similarity (prefix weight 0.1, four letters) in thousandths, rounded down; exact.
  // The matching runs from the smaller word to the larger one, so that it is symmetric.
  int jaro_winkler(std::string_view other) const;

  // The same as floating point, for the scan that speed is measured against.
  double jaro_winkler_ratio(std::string_view other) const;

 private:
  struct Common {
    int matches, transpositions;
  };
  Common common(std::string_view other) const;

  std::string_view word_;
  std::array<std::uint64_t, 128> where_{};
};

// Letters, four at most, that two words begin with in common.
inline std::size_t prefix_of(std::string_view left, std::string_view right) {
  const std::size_t most = left.size() < right.size() ? left.size() : right.size();
  std::size_t same = 0;
  while (same < 4 && same < most && left[same] == right[same]) ++same;
  return same;
}

}  // namespace holdpoint
