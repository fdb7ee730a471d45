// The files of an index, as they lie in memory, and what goes in and out of a search.
//
// The files belong to the caller (mapped from disk); nothing here copies them. Numbers are unsigned
// 32-bit little endian. A damaged file must not crash: every offset is checked where it is used.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace holdpoint {

// Facts of a word, as `index.word_facts.u32` holds them and as a query brings them.
// Bits 0-13 weight in ten-thousandths; 14-18 first letter (a = 1) of a word that an initial can
// stand for, else 0; then marks.
enum Fact : std::uint32_t {
  kNumber = 1u << 19,   // a number: a clash of numbers halves a score
  kForm = 1u << 20,     // a company form
  kTelling = 1u << 21,  // missing on both sides is a contradiction
  kTold = 1u << 22,     // agreement tells in full, of other words half
  kSonOf = 1u << 23,    // "bin"
  kSingle = 1u << 24,   // one letter
  kFixed = 1u << 25,    // equal to itself only
};
inline std::uint32_t weight_of(std::uint32_t facts) { return facts & 0x3fff; }
inline std::uint32_t first_of(std::uint32_t facts) { return (facts >> 14) & 31; }

enum Kind : std::uint32_t { kFixedKind = 0, kInitialKind = 1, kVoicedKind = 2, kUnvoicedKind = 3 };

enum How : std::uint8_t {
  kEqual = 0, kJoined = 1, kName = 2, kInitial = 3, kConsonants = 4, kSimilar = 5, kAcronym = 6,
  // For bounds only: a listed word is a part of a word of the query, the rarest or another one.
  kPart = 7, kOtherPart = 8,
};

// The constants of the measure, handed over by the Python side, which owns them.
struct Limits {
  std::uint32_t jaro_winkler, short_word, middle, shortest_part, least_joined, longest_join;
  std::uint32_t initial, name, consonants, few_consonants, least_bones, contradicted;
  std::uint32_t acronym_mark;
};

template <typename T>
struct Span {
  const T* data = nullptr;
  std::size_t size = 0;
  T operator[](std::size_t at) const {
    if (at >= size) throw std::out_of_range("a number in the index is out of range");
    return data[at];
  }
  const T* begin() const { return data; }
  const T* end() const { return data + size; }
};
using Numbers = Span<std::uint32_t>;

// Words of one kind and length, sorted; they lie one after the other, a line feed after each.
struct Bucket {
  std::uint32_t kind, length, first, count;
  const char* text;
  std::string_view word(std::uint32_t at) const {
    return {text + std::size_t{at} * (length + 1), length};
  }
  std::string_view bare(std::uint32_t at) const {
    std::string_view whole = word(at);
    if (kind == kUnvoicedKind) whole.remove_prefix(1);
    return whole;
  }
  std::uint32_t bare_length() const { return kind == kUnvoicedKind ? length - 1 : length; }
};

// Sorted keys, and the words that have each.
struct Classes {
  Span<char> keys;
  Numbers key_starts, words, word_starts;
  Numbers find(std::string_view key) const;
};

struct Lists {
  std::vector<Bucket> buckets;
  Numbers word_facts;      // of each word
  Classes bones;           // skeleton to words
  Classes families;        // name to the words that are spellings of it
  Numbers names;           // of each name: sum of its words' weights, marks in the top byte
  Numbers words, starts;   // words of each name
  Numbers postings, posting_starts;  // names of each word

  std::size_t word_count() const { return word_facts.size; }
  std::size_t name_count() const { return names.size; }
  std::uint32_t count(std::uint32_t word) const {
    const std::uint32_t from = posting_starts[word], to = posting_starts[word + 1];
    if (from > to || to > postings.size) throw std::out_of_range("postings are out of range");
    return to - from;
  }
  Numbers names_with(std::uint32_t word) const {
    const std::uint32_t size = count(word);
    return {postings.data + posting_starts.data[word], size};
  }
  Numbers words_of(std::uint32_t name) const {
    const std::uint32_t from = starts[name], to = starts[name + 1];
    if (from > to || to > words.size || to - from > 64)
      throw std::out_of_range("the words of a name are out of range");
    return {words.data + from, to - from};
  }
  std::optional<std::uint32_t> number(std::string_view text, std::uint32_t kind) const;
  std::optional<std::uint32_t> number(std::string_view text) const;
  const Bucket* bucket_of(std::uint32_t word) const;
};

// Letters a-z of a word, perhaps after "~": the only words that are compared letter by letter.
std::uint32_t kind_of(std::string_view text);

// A word of a query.
struct Word {
  std::string text;
  std::uint32_t facts = 0;
  std::string bones;
  std::vector<std::string> families;  // names whose spelling it is
};

struct Partner {
  std::uint32_t word;
  std::uint16_t score;
  std::uint8_t how;
};

// All that one word can pair with; a function of the word's text and the index.
struct Expansion {
  std::string text;
  std::uint32_t facts = 0;
  std::optional<std::uint32_t> number;            // in the vocabulary
  std::vector<Partner> partners;                  // listed words, itself among them, by number
  std::vector<std::array<std::uint32_t, 3>> ways; // as two or three listed words; kNone = none
  std::size_t bytes() const {
    return sizeof(*this) + 2 * text.size() + partners.size() * sizeof(Partner) + ways.size() * 12;
  }
};
constexpr std::uint32_t kNone = 0xffffffffu;

// One way to read a name that is looked for.
struct Reading {
  std::vector<std::shared_ptr<const Expansion>> words;
  std::uint8_t mask = 0, want = 0;  // takes part: (marks & mask) == want
  bool exact = false;               // words must be equal (an acronym)
};

struct Pair {
  std::uint8_t left, lefts, right, rights;  // first place and number of places on each side
  std::uint16_t score;
  std::uint8_t how;
};

struct Hit {
  std::uint32_t name = 0, points = 0, told = 0;
  bool clash = false, turned = false;
  std::vector<Pair> pairs;
};

// What a search found, and the least score that it went by (raised for a crowd of common words).
struct Found {
  std::uint32_t least = 0;
  bool cut = false;  // more than `most` were as good
  std::vector<Hit> hits;
};

}  // namespace holdpoint
