#include "likeness.hpp"

#include <algorithm>

namespace holdpoint {

Pattern::Pattern(std::string_view word) : word_(word.substr(0, kLongest)) {
  for (std::size_t i = 0; i < word_.size(); ++i)
    where_[static_cast<unsigned char>(word_[i]) & 127] |= std::uint64_t{1} << i;
}

int Pattern::osa(std::string_view other) const {
  if (word_.empty()) return static_cast<int>(other.size());
  std::uint64_t vp = ~std::uint64_t{0}, vn = 0, d0 = 0, before = 0;
  const std::uint64_t last = std::uint64_t{1} << (word_.size() - 1);
  int distance = static_cast<int>(word_.size());
  for (char c : other) {
    const std::uint64_t pm = where_[static_cast<unsigned char>(c) & 127];
    const std::uint64_t swapped = (((~d0) & pm) << 1) & before;
    d0 = ((((pm & vp) + vp) ^ vp) | pm | vn) | swapped;
    std::uint64_t hp = vn | ~(d0 | vp);
    std::uint64_t hn = d0 & vp;
    distance += (hp & last) != 0;
    distance -= (hn & last) != 0;
    hp = (hp << 1) | 1;
    hn <<= 1;
    vp = hn | ~(d0 | hp);
    vn = hp & d0;
    before = pm;
  }
  return distance;
}

// Greedy matching of each letter of the second word with the first free equal letter of the first
// one within the window. `where` belongs to the first word and holds a power of two of places.
template <std::size_t Places>
static void match(const std::array<std::uint64_t, Places>& where, std::size_t length,
                  std::string_view second, std::uint64_t& taken, std::uint64_t& met) {
  const std::size_t longer = std::max(length, second.size());
  const std::size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
  for (std::size_t j = 0; j < second.size(); ++j) {
    const std::size_t low = j > window ? j - window : 0;
    const std::size_t high = std::min(j + window + 1, length);
    if (low >= high) continue;
    const std::uint64_t upto = high >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << high) - 1;
    const std::uint64_t from = ~((std::uint64_t{1} << low) - 1);
    const std::uint64_t free =
        where[static_cast<unsigned char>(second[j]) & (Places - 1)] & upto & from & ~taken;
    taken |= free & (~free + 1);
    met |= static_cast<std::uint64_t>(free != 0) << j;
  }
}

static int out_of_order(std::string_view first, std::string_view second, std::uint64_t taken,
                        std::uint64_t met) {
  int wrong = 0;
  while (met) {
    wrong += first[__builtin_ctzll(taken)] != second[__builtin_ctzll(met)];
    taken &= taken - 1;
    met &= met - 1;
  }
  return wrong / 2;
}

Pattern::Common Pattern::common(std::string_view other) const {
  std::uint64_t taken = 0, met = 0;
  if (word_ <= other) {
    match(where_, word_.size(), other, taken, met);
    return {count_bits(taken), out_of_order(word_, other, taken, met)};
  }
  std::array<std::uint64_t, 32> turned{};  // letters a-z only: a quarter of the room to clear
  for (std::size_t i = 0; i < other.size(); ++i)
    turned[static_cast<unsigned char>(other[i]) & 31] |= std::uint64_t{1} << i;
  match(turned, other.size(), word_, taken, met);
  return {count_bits(taken), out_of_order(other, word_, taken, met)};
}

static std::int64_t prefix(std::string_view left, std::string_view right) {
  return static_cast<std::int64_t>(prefix_of(left, right));
}

int Pattern::jaro_winkler(std::string_view other) const {
  const auto [m, t] = common(other);
  if (m == 0) return 0;
  const auto a = static_cast<std::int64_t>(word_.size()), b = static_cast<std::int64_t>(other.size());
  const std::int64_t above = std::int64_t{m} * m * (a + b) + std::int64_t{m - t} * a * b;
  const std::int64_t below = 3 * std::int64_t{m} * a * b;  // Jaro = above / below
  if (10 * above <= 7 * below) return static_cast<int>(1000 * above / below);
  return static_cast<int>(100 * (10 * above + prefix(word_, other) * (below - above)) / below);
}

double Pattern::jaro_winkler_ratio(std::string_view other) const {
  if (word_.empty() || other.empty()) return 0.0;
  std::uint64_t taken = 0, met = 0;
  match(where_, word_.size(), other, taken, met);
  const int m = count_bits(taken);
  if (m == 0) return 0.0;
  const int t = out_of_order(word_, other, taken, met);
  const double shares = static_cast<double>(m) / static_cast<double>(word_.size()) +
                        static_cast<double>(m) / static_cast<double>(other.size()) +
                        static_cast<double>(m - t) / m;
  const double jaro = shares / 3.0;
  if (jaro <= 0.7) return jaro;
  return jaro + 0.1 * static_cast<double>(prefix(word_, other)) * (1.0 - jaro);
}

}  // namespace holdpoint
