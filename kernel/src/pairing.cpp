#include "pairing.hpp"

#include <algorithm>

namespace holdpoint {

namespace {

using Bits = std::uint64_t;
Bits bit(std::size_t at) { return Bits{1} << at; }
Bits first(std::size_t count) { return count >= 64 ? ~Bits{0} : bit(count) - 1; }

class Pairing {
 public:
  Pairing(const Query& query, std::uint32_t name)
      : query_(query), words_(query.lists.words_of(name)),
        free_{first(query.size()), first(words_.size)} {
    for (std::size_t j = 0; j < words_.size; ++j) facts_[j] = query.lists.word_facts[words_.data[j]];
  }

  void equal(std::uint8_t how) {
    for (std::size_t i = 0; i < query_.size(); ++i) {
      const auto number = query_.reading.words[i]->number;
      if (!number) continue;
      for (std::size_t j = 0; j < words_.size; ++j) {
        if (!(free_[1] & bit(j)) || words_.data[j] != *number) continue;
        take(i, 1, j, 1, 1000, how);
        break;
      }
    }
  }

  bool open() const { return free_[0] && free_[1]; }

  // A word of the query that the listed name writes as two or three neighbours.
  void parted() {
    if (!query_.ways) return;
    for (std::size_t i = 0; i < query_.size(); ++i) {
      if (!(free_[0] & bit(i))) continue;
      const auto& ways = query_.reading.words[i]->ways;
      for (std::size_t j = 0; !ways.empty() && j + 1 < words_.size; ++j) {
        const std::size_t length = run_at(j, ways);
        if (!length) continue;
        take(i, 1, j, length, 1000, kJoined);
        break;
      }
    }
  }

  // A listed word that the query writes as two or three neighbours.
  void joined() {
    if (query_.runs.empty()) return;
    for (std::size_t j = 0; j < words_.size; ++j) {
      if (!(free_[1] & bit(j))) continue;
      for (const Run& run : query_.runs) {  // in the order of their beginnings
        const Bits part = first(run.length) << run.start;
        if (run.word != words_.data[j] || (free_[0] & part) != part) continue;
        take(run.start, run.length, j, 1, 1000, kJoined);
        break;
      }
    }
  }

  void similar() {
    found_.clear();
    for (std::size_t j = 0; j < words_.size; ++j) {
      if (!(free_[1] & bit(j))) continue;
      for (std::uint32_t k = query_.key_of(words_.data[j]); k != kNone; k = query_.keys[k].next) {
        const Key& key = query_.keys[k];
        if (key.how == kJoined || key.how >= kPart) continue;
        offer(key.unique, j, key.score, key.how);
      }
      if (!query_.initials || !first_of(facts_[j])) continue;
      for (std::size_t u = 0; u < query_.uniques.size(); ++u)
        if (query_.uniques[u].initial == first_of(facts_[j]))
          offer(u, j, query_.limits.initial, kInitial);
    }
    std::sort(found_.begin(), found_.end(), [](const Offer& a, const Offer& b) {
      if (a.score != b.score) return a.score > b.score;
      return a.left != b.left ? a.left < b.left : a.right < b.right;
    });
    for (const Offer& o : found_)
      if ((free_[0] & bit(o.left)) && (free_[1] & bit(o.right)))
        take(o.left, 1, o.right, 1, o.score, o.how);
  }

  Hit result(std::uint32_t name) {
    Hit hit;
    hit.name = name;
    hit.clash = has_number(0) && has_number(1);
    hit.turned = turned();
    hit.told = told();
    hit.points = carried() ? points(hit.clash || hit.turned) : 0;
    hit.pairs = got_;
    return hit;
  }

 private:
  struct Offer {
    std::uint16_t score;
    std::uint8_t left, right, how;
  };

  void take(std::size_t i, std::size_t lefts, std::size_t j, std::size_t rights, std::uint32_t score,
            std::uint8_t how) {
    free_[0] &= ~(first(lefts) << i);
    free_[1] &= ~(first(rights) << j);
    got_.push_back({static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(lefts),
                    static_cast<std::uint8_t>(j), static_cast<std::uint8_t>(rights),
                    static_cast<std::uint16_t>(score), how});
  }

  void offer(std::size_t unique, std::size_t j, std::uint32_t score, std::uint8_t how) {
    for (std::size_t i = 0; i < query_.size(); ++i)
      if (query_.unique_at[i] == unique && (free_[0] & bit(i)))
        found_.push_back({static_cast<std::uint16_t>(score), static_cast<std::uint8_t>(i),
                          static_cast<std::uint8_t>(j), how});
  }

  std::size_t run_at(std::size_t j, const std::vector<std::array<std::uint32_t, 3>>& ways) const {
    for (const auto& way : ways) {
      const std::size_t length = way[2] == kNone ? 2 : 3;
      if (j + length > words_.size) continue;
      const Bits part = first(length) << j;
      if ((free_[1] & part) != part) continue;
      bool same = true;
      for (std::size_t k = 0; k < length; ++k)
        same = same && words_.data[j + k] == way[k] && !(facts_[j + k] & kSingle);
      if (same) return length;
    }
    return 0;
  }

  std::uint32_t facts(int side, std::size_t at) const {
    return side ? facts_[at] : query_.facts(at);
  }
  std::size_t size(int side) const { return side ? words_.size : query_.size(); }

  bool has_number(int side) const {
    for (std::size_t k = 0; k < size(side); ++k)
      if ((free_[side] & bit(k)) && (facts(side, k) & kNumber)) return true;
    return false;
  }

  // Whether anything but initials and company forms pairs: these never do it alone.
  bool carried() const {
    return std::any_of(got_.begin(), got_.end(), [&](const Pair& pair) {
      return pair.how != kInitial && !(query_.facts(pair.left) & (kSingle | kForm));
    });
  }

  std::uint32_t points(bool halved) const {
    std::int64_t share = 0, missing = kMillion;
    for (int side = 0; side < 2; ++side) {
      std::int64_t whole = 0, covered = 0, alone = 0;
      for (std::size_t k = 0; k < size(side); ++k) {
        whole += weight_of(facts(side, k));
        if ((free_[side] & bit(k)) && (facts(side, k) & kTelling)) alone += weight_of(facts(side, k));
      }
      if (!whole) whole = 1;
      for (const Pair& pair : got_) {
        const std::size_t from = side ? pair.right : pair.left;
        const std::size_t count = side ? pair.rights : pair.lefts;
        for (std::size_t k = from; k < from + count; ++k)
          covered += std::int64_t{pair.score} * weight_of(facts(side, k));
      }
      share += covered * 1000 / whole;
      missing = std::min(missing, alone * kMillion / whole);
    }
    const std::int64_t score =
        std::max<std::int64_t>(share / 2 - query_.limits.contradicted * missing / 1000, 0);
    return rounded(halved ? score / 2 : score);
  }

  std::uint32_t told() const {
    std::int64_t sum = 0;
    for (const Pair& pair : got_)
      for (std::size_t i = pair.left; i < std::size_t{pair.left} + pair.lefts; ++i)
        sum += std::int64_t{pair.score} * weight_of(query_.facts(i)) *
               (query_.facts(i) & kTold ? 2 : 1);
    return static_cast<std::uint32_t>((sum + 1000) / 2000);
  }

  // Whether the words around "bin" stand crosswise: the one's son is the other's father.
  bool turned() const {
    for (std::size_t at = 1; at + 1 < query_.size(); ++at) {
      if (!(query_.facts(at) & kSonOf)) continue;
      if (query_.unique_at[at - 1] == query_.unique_at[at + 1]) continue;
      const int father = partner(at + 1), son = partner(at - 1);
      if (father < 0 || son != father + 2) continue;
      if (facts_[static_cast<std::size_t>(father) + 1] & kSonOf) return true;
    }
    return false;
  }

  int partner(std::size_t left) const {
    for (const Pair& pair : got_)
      if (pair.left == left) return pair.right;
    return -1;
  }

  const Query& query_;
  Numbers words_;
  Bits free_[2];
  std::array<std::uint32_t, 64> facts_;
  std::vector<Pair> got_;
  std::vector<Offer> found_;
};

}  // namespace

Hit score_name(const Query& query, std::uint32_t name, bool exact) {
  Pairing pairing(query, name);
  pairing.equal(exact ? kAcronym : kEqual);
  if (!exact && pairing.open()) {
    pairing.parted();
    pairing.joined();
    pairing.similar();
  }
  return pairing.result(name);
}

}  // namespace holdpoint
