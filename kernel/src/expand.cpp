#include "expand.hpp"

#include <algorithm>

// Counting bits and 256-bit words where the processor has them; chosen when the module is loaded.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__linux__) && \
    !defined(HOLDPOINT_SANITIZE)
#define HOLDPOINT_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define HOLDPOINT_CLONES
#endif

namespace holdpoint {

namespace {

constexpr std::size_t kMostRemembered = std::size_t{12} << 20;  // bytes of the memory of words
constexpr char kLetters = '~';

bool is_plain(std::string_view bare) {
  return !bare.empty() && bare.size() <= kLongest &&
         std::all_of(bare.begin(), bare.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Which of 64 words lack at most `edits` (0 to 2) of the letters, for each block of a bucket.
HOLDPOINT_CLONES
void few_missing(const std::uint64_t* const* planes, std::size_t letters, std::size_t blocks,
                 unsigned edits, std::uint64_t* out) {
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t one = 0, two = 0, three = 0;  // at least so many letters are missing
    for (std::size_t i = 0; i < letters; ++i) {
      const std::uint64_t missing = ~planes[i][block];
      three |= two & missing;
      two |= one & missing;
      one |= missing;
    }
    out[block] = ~(edits == 0 ? one : edits == 1 ? two : three);
  }
}

constexpr std::size_t kSlice = 512;  // words that are looked at in one go

// Places of the words that lack few of the letters and have few others; how many they are.
HOLDPOINT_CLONES
std::size_t like(const std::uint32_t* letters, std::size_t count, std::uint32_t mask, int may_lack,
                 int may_add, std::uint32_t* out) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    out[found] = static_cast<std::uint32_t>(i);
    found += static_cast<std::size_t>((count_bits(mask & ~letters[i]) <= may_lack) &
                                      (count_bits(letters[i] & ~mask) <= may_add));
  }
  return found;
}

}  // namespace

std::uint32_t kind_of(std::string_view text) {
  if (text.size() > 1 && text[0] == kLetters)
    return is_plain(text.substr(1)) ? kUnvoicedKind : kFixedKind;
  if (!is_plain(text)) return kFixedKind;
  return text.size() == 1 ? kInitialKind : kVoicedKind;
}

std::optional<std::uint32_t> Lists::number(std::string_view text) const {
  return number(text, kind_of(text));
}

std::optional<std::uint32_t> Lists::number(std::string_view text, std::uint32_t kind) const {
  for (const Bucket& bucket : buckets) {
    if (bucket.kind != kind || bucket.length != text.size()) continue;
    std::uint32_t low = 0, high = bucket.count;
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (bucket.word(middle) < text) low = middle + 1; else high = middle;
    }
    if (low < bucket.count && bucket.word(low) == text) return bucket.first + low;
    return std::nullopt;
  }
  return std::nullopt;
}

const Bucket* Lists::bucket_of(std::uint32_t word) const {
  auto after = std::upper_bound(buckets.begin(), buckets.end(), word,
                                [](std::uint32_t w, const Bucket& b) { return w < b.first; });
  return after == buckets.begin() ? nullptr : &*(after - 1);
}

Numbers Classes::find(std::string_view key) const {
  if (key_starts.size < 2) return {};
  std::size_t low = 0, high = key_starts.size - 1;
  auto text = [&](std::size_t at) {
    const std::uint32_t from = key_starts[at], to = key_starts[at + 1];
    if (from >= to || to > keys.size) throw std::out_of_range("a class is out of range");
    return std::string_view(keys.data + from, to - from - 1);
  };
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (text(middle) < key) low = middle + 1; else high = middle;
  }
  if (low + 1 >= key_starts.size || text(low) != key) return {};
  const std::uint32_t from = word_starts[low], to = word_starts[low + 1];
  if (from > to || to > words.size) throw std::out_of_range("a class is out of range");
  return {words.data + from, to - from};
}

Planes::Planes(const Lists& lists) {
  std::size_t total = 0;
  for (const Bucket& bucket : lists.buckets) {
    const bool plain = bucket.kind >= kVoicedKind;
    at_.push_back(total);
    blocks_.push_back(plain ? (bucket.count + 63) / 64 : 0);
    total += 26 * blocks_.back();
    letters_at_.push_back(letters_.size());
    letters_.resize(letters_.size() + (plain ? bucket.count : 0));
  }
  bits_.assign(total, 0);
  firsts_.resize(lists.buckets.size());
  for (std::size_t b = 0; b < lists.buckets.size(); ++b) {
    const Bucket& bucket = lists.buckets[b];
    if (!blocks_[b]) continue;
    std::uint32_t letter = 0;
    for (std::uint32_t i = 0; i < bucket.count; ++i) {
      const std::string_view bare = bucket.bare(i);
      for (char c : bare) {
        const unsigned at = static_cast<unsigned char>(c) - 'a';
        if (at < 26) bits_[at_[b] + at * blocks_[b] + i / 64] |= std::uint64_t{1} << (i % 64);
      }
      letters_[letters_at_[b] + i] = letters_of(bare);
      const unsigned first = static_cast<unsigned char>(bare[0]) - 'a';
      while (letter <= first && letter < 27) firsts_[b][letter++] = i;
    }
    while (letter < 27) firsts_[b][letter++] = bucket.count;
  }
}

std::shared_ptr<const Expansion> Expander::known(const std::string& text) const {
  const std::lock_guard<std::mutex> hold(lock_);
  const auto found = memory_.find(text);
  return found == memory_.end() ? nullptr : found->second;
}

void Expander::forget() {
  const std::lock_guard<std::mutex> hold(lock_);
  memory_.clear();
  remembered_ = 0;
}

std::shared_ptr<const Expansion> Expander::expand(const Word& word) {
  if (auto found = known(word.text)) return found;
  auto out = std::make_shared<Expansion>();
  out->text = word.text;
  out->facts = word.facts;
  const std::uint32_t kind = kind_of(word.text);
  out->number = lists_.number(word.text, kind);
  if (out->number) out->partners.push_back({*out->number, 1000, kEqual});
  if (kind >= kVoicedKind) {
    near(word, *out);
    add_parts(*out);
  }
  const std::size_t size = out->bytes();
  const std::lock_guard<std::mutex> hold(lock_);
  if (remembered_ + size > kMostRemembered) {
    memory_.clear();
    remembered_ = 0;
  }
  if (memory_.emplace(word.text, out).second) remembered_ += size;
  return out;
}

// Listed words that are spellings of the same names.
std::vector<std::uint32_t> Expander::relatives(const Word& word) const {
  std::vector<std::uint32_t> found;
  for (const std::string& family : word.families) {
    const Numbers words = lists_.families.find(family);
    found.insert(found.end(), words.begin(), words.end());
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void Expander::near(const Word& word, Expansion& out) const {
  const bool unvoiced = word.text[0] == kLetters;
  const std::uint32_t kind = unvoiced ? kUnvoicedKind : kVoicedKind;
  const std::vector<std::uint32_t> family = relatives(word);
  if (!unvoiced) {
    if (auto number = lists_.number(std::string_view(word.text).substr(0, 1), kInitialKind))
      out.partners.push_back({*number, static_cast<std::uint16_t>(limits_.initial), kInitial});
  }
  if (word.bones.size() >= limits_.least_bones) {
    const auto score = static_cast<std::uint16_t>(
        word.bones.size() > limits_.least_bones ? limits_.consonants : limits_.few_consonants);
    for (std::uint32_t number : lists_.bones.find(word.bones)) {
      const Bucket* bucket = lists_.bucket_of(number);
      if (bucket && bucket->kind >= kVoicedKind && bucket->kind != kind)
        out.partners.push_back({number, score, kConsonants});
    }
  }
  std::string_view bare(word.text);
  if (unvoiced) bare.remove_prefix(1);
  if (bare.size() >= limits_.short_word) {
    const Pattern pattern(bare);
    const std::uint32_t mask = letters_of(bare);
    for (std::size_t b = 0; b < lists_.buckets.size(); ++b) {
      const Bucket& bucket = lists_.buckets[b];
      if (bucket.kind != kind || bucket.bare_length() < limits_.short_word) continue;
      const std::size_t length = bucket.bare_length();
      near_in(b, pattern, mask, out);
      const std::uint32_t edits = edits_allowed(std::min(bare.size(), length));
      const std::size_t apart = length > bare.size() ? length - bare.size() : bare.size() - length;
      if (edits && apart <= edits) far_in(b, pattern, mask, edits, out);
    }
  }
  if (!family.empty()) {
    auto related = [&](const Partner& p) {
      return p.how != kEqual && std::binary_search(family.begin(), family.end(), p.word);
    };
    out.partners.erase(std::remove_if(out.partners.begin(), out.partners.end(), related),
                       out.partners.end());
    for (std::uint32_t number : family) {
      const Bucket* bucket = lists_.bucket_of(number);
      if (bucket && bucket->kind >= kVoicedKind && number != out.number)
        out.partners.push_back({number, static_cast<std::uint16_t>(limits_.name), kName});
    }
  }
  std::sort(out.partners.begin(), out.partners.end(),
            [](const Partner& a, const Partner& b) { return a.word < b.word; });
}

std::uint32_t Expander::by_letters(const Pattern& pattern, std::string_view other) const {
  const std::string_view word = pattern.word();
  const auto longer = static_cast<int>(std::max(word.size(), other.size()));
  const int edits = pattern.osa(other);
  if (edits == 0) return 0;  // the word itself
  const int alike = 1000 - 1000 * edits / longer;
  const auto allowed = static_cast<int>(edits_allowed(std::min(word.size(), other.size())));
  int best = edits <= allowed ? alike : 0;
  if (word[0] == other[0]) {
    const int winkler = pattern.jaro_winkler(other);
    if (winkler >= static_cast<int>(limits_.jaro_winkler))
      best = std::max(best, (winkler + alike) / 2);
  }
  return static_cast<std::uint32_t>(best);
}

// Which words of one length, with the first letter of the query's word, are worth a full comparison.
//
// With m letters in common, Jaro is at most (m/a + m/b + 1) / 3, and Jaro-Winkler with p letters of
// a common beginning that plus p tenths of the rest, so that at least `common[p]` must be common.
struct Lengths {
  std::array<std::size_t, 5> common{};
  std::size_t window;
  std::uint32_t edits;
  int may_lack, may_add, longer;

  Lengths(std::size_t mine, std::size_t theirs, std::uint32_t allowed, std::uint32_t winkler)
      : edits(allowed), longer(static_cast<int>(std::max(mine, theirs))) {
    const std::size_t half = std::max(mine, theirs) / 2, both = 1000 * (mine + theirs);
    window = half ? half - 1 : 0;
    for (std::size_t p = 0; p < common.size(); ++p) {
      const std::size_t jaro = winkler > 100 * p ? (winkler - 100 * p) * 1000 / (1000 - 100 * p) : 0;
      const std::size_t need = 3 * jaro > 1000 ? 3 * jaro - 1000 : 0;
      common[p] = (mine * theirs * need + both - 1) / both;
    }
    if ((mine > theirs ? mine - theirs : theirs - mine) > edits) edits = 0;
    // Words of which even all letters are too few can still be within a few edits.
    const std::size_t least = common[4] > std::min(mine, theirs) ? kLongest + 1 : common[4];
    auto may = [&](std::size_t length) {
      const int lack = least > length ? -1 : static_cast<int>(length - least);
      return std::max(lack, edits ? static_cast<int>(edits) : -1);
    };
    may_lack = may(mine);
    may_add = may(theirs);
  }
};

// Words of one length with the first letter of the query's word: by edits or Jaro-Winkler.
void Expander::near_in(std::size_t b, const Pattern& pattern, std::uint32_t mask,
                       Expansion& out) const {
  const Bucket& bucket = lists_.buckets[b];
  const std::string_view word = pattern.word();
  const unsigned letter = static_cast<unsigned char>(word[0]) - 'a';
  const std::uint32_t from = planes_.firsts(b)[letter], to = planes_.firsts(b)[letter + 1];
  if (from == to) return;
  const std::size_t theirs = bucket.bare_length();
  const Lengths near(word.size(), theirs, edits_allowed(std::min(word.size(), theirs)),
                  limits_.jaro_winkler);
  if (near.may_lack < 0 || near.may_add < 0) return;
  std::array<std::uint32_t, kSlice> some;
  for (std::uint32_t at = from; at < to; at += kSlice) {
    const std::size_t count =
        like(planes_.letters(b) + at, std::min<std::size_t>(kSlice, to - at), mask, near.may_lack,
             near.may_add, some.data());
    for (std::size_t k = 0; k < count; ++k) {
      const std::uint32_t i = at + some[k];
      if (const std::uint32_t score = near_score(pattern, bucket.bare(i), near))
        out.partners.push_back({bucket.first + i, static_cast<std::uint16_t>(score), kSimilar});
    }
  }
}

// The same as `by_letters` of a word of the length that `near` was made for.
std::uint32_t Expander::near_score(const Pattern& pattern, std::string_view other,
                                   const Lengths& near) const {
  int edits = -1, best = 0;
  const auto allowed = static_cast<int>(near.edits);
  if (near.edits && pattern.strangers(other, near.edits, allowed) <= allowed) {
    edits = pattern.osa(other);
    if (edits == 0) return 0;  // the word itself
    if (edits <= allowed) best = 1000 - 1000 * edits / near.longer;
  }
  const std::size_t common = near.common[prefix_of(pattern.word(), other)];
  if (common > std::min(pattern.word().size(), other.size())) return static_cast<std::uint32_t>(best);
  const int most = static_cast<int>(other.size() - common);
  if (pattern.strangers(other, near.window, most) > most) return static_cast<std::uint32_t>(best);
  const int winkler = pattern.jaro_winkler(other);
  if (winkler >= static_cast<int>(limits_.jaro_winkler)) {
    if (edits < 0) edits = pattern.osa(other);
    if (edits == 0) return 0;
    best = std::max(best, (winkler + 1000 - 1000 * edits / near.longer) / 2);
  }
  return static_cast<std::uint32_t>(best);
}

// Words of one length with another first letter: by edits. An edit takes away one letter at most.
void Expander::far_in(std::size_t b, const Pattern& pattern, std::uint32_t mask,
                      std::uint32_t edits, Expansion& out) const {
  const Bucket& bucket = lists_.buckets[b];
  std::array<const std::uint64_t*, 26> planes;
  std::size_t letters = 0;
  for (unsigned c = 0; c < 26; ++c)
    if (mask >> c & 1) planes[letters++] = planes_.plane(b, c);
  const unsigned first = static_cast<unsigned char>(pattern.word()[0]) - 'a';
  const std::uint32_t skip = planes_.firsts(b)[first], until = planes_.firsts(b)[first + 1];
  const int longer = static_cast<int>(std::max<std::size_t>(pattern.word().size(), bucket.bare_length()));
  const std::uint32_t* theirs = planes_.letters(b);
  constexpr std::size_t kBlocks = 256;
  std::array<std::uint64_t, kBlocks> left;
  for (std::size_t start = 0; start < planes_.blocks(b); start += kBlocks) {
    const std::size_t blocks = std::min(kBlocks, planes_.blocks(b) - start);
    few_missing(planes.data(), letters, blocks, edits, left.data());
    for (std::size_t i = 0; i < letters; ++i) planes[i] += blocks;
    for (std::size_t block = 0; block < blocks; ++block) {
      for (std::uint64_t bits = left[block]; bits; bits &= bits - 1) {
        const auto at = static_cast<std::uint32_t>((start + block) * 64 +
                                                   static_cast<unsigned>(__builtin_ctzll(bits)));
        if (at >= bucket.count) break;
        if (at >= skip && at < until) continue;
        if (count_bits(theirs[at] & ~mask) > static_cast<int>(edits)) continue;
        const std::string_view other = bucket.bare(at);
        if (pattern.strangers(other, edits, static_cast<int>(edits)) > static_cast<int>(edits))
          continue;
        const int apart = pattern.osa(other);
        if (apart > static_cast<int>(edits)) continue;
        out.partners.push_back({bucket.first + at,
                                static_cast<std::uint16_t>(1000 - 1000 * apart / longer), kSimilar});
      }
    }
  }
}

// Ways to write the word as two or three listed words.
void Expander::add_parts(Expansion& out) const {
  const std::string_view word(out.text);
  const std::size_t least = limits_.shortest_part;
  if (word.size() < limits_.least_joined) return;
  for (std::size_t cut = least; cut + least <= word.size(); ++cut) {
    const auto head = lists_.number(word.substr(0, cut));
    if (!head) continue;
    const std::string_view tail = word.substr(cut);
    if (const auto second = lists_.number(tail)) out.ways.push_back({*head, *second, kNone});
    if (limits_.longest_join < 3) continue;
    for (std::size_t again = least; again + least <= tail.size(); ++again) {
      const auto middle = lists_.number(tail.substr(0, again));
      if (!middle) continue;
      if (const auto last = lists_.number(tail.substr(again)))
        out.ways.push_back({*head, *middle, *last});
    }
  }
}

std::shared_ptr<const Expansion> Expander::expand_slowly(const Word& word) const {
  auto out = std::make_shared<Expansion>();
  out->text = word.text;
  out->facts = word.facts;
  const std::uint32_t kind = kind_of(word.text);
  std::string_view bare(word.text);
  if (kind == kUnvoicedKind) bare.remove_prefix(1);
  std::vector<std::uint32_t> bones;
  const std::vector<std::uint32_t> family = relatives(word);
  if (kind >= kVoicedKind && word.bones.size() >= limits_.least_bones)
    for (std::uint32_t number : lists_.bones.find(word.bones)) bones.push_back(number);
  std::sort(bones.begin(), bones.end());
  const Pattern pattern(bare);
  for (const Bucket& bucket : lists_.buckets) {
    for (std::uint32_t i = 0; i < bucket.count; ++i) {
      const std::string_view other = bucket.word(i);
      const std::uint32_t number = bucket.first + i;
      auto add = [&](std::uint32_t score, How how) {
        out->partners.push_back({number, static_cast<std::uint16_t>(score), how});
      };
      if (other == word.text) {
        out->number = number;
        add(1000, kEqual);
        continue;
      }
      if (kind == kFixedKind || bucket.kind == kFixedKind) continue;
      if (kind == kInitialKind || bucket.kind == kInitialKind) {
        if (kind != bucket.kind && other[0] == word.text[0] && kind == kVoicedKind)
          add(limits_.initial, kInitial);
        continue;  // an initial of the query is no partner here: see Query
      }
      if (std::binary_search(family.begin(), family.end(), number)) {
        add(limits_.name, kName);
      } else if (bucket.kind != kind) {
        if (std::binary_search(bones.begin(), bones.end(), number))
          add(word.bones.size() > limits_.least_bones ? limits_.consonants : limits_.few_consonants,
              kConsonants);
      } else if (std::min(bare.size(), bucket.bare(i).size()) >= limits_.short_word) {
        if (const std::uint32_t score = by_letters(pattern, bucket.bare(i))) add(score, kSimilar);
      }
    }
  }
  if (kind >= kVoicedKind) add_parts(*out);
  return out;
}

}  // namespace holdpoint
