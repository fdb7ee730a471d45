#include "search.hpp"

#include <algorithm>
#include <queue>

namespace holdpoint {

namespace {

constexpr std::uint64_t kMostWeight = 10'000;
// More than any name or query weighs, so that sums of many words do not run over.
constexpr std::uint32_t kPlenty = 1u << 31;

struct Cursor {
  const std::uint32_t* at;
  const std::uint32_t* end;
  std::uint32_t mine, theirs;
};

struct Near {
  std::uint32_t bound, name;
};

// What a name must reach, in the whole numbers that bounds are compared with.
struct Need {
  std::int64_t shares;  // least sum of both shares, millionths
  explicit Need(std::uint32_t least) : shares(2 * (std::int64_t{least} * 100 - 50)) {}
};

// Words to open, cheapest for their weight first, until the rest cannot reach what is needed, and
// how many names stand under them.
std::uint64_t opened(const Query& query, const Need& need, std::vector<bool>& open) {
  std::vector<std::size_t> order;
  for (std::size_t u = 0; u < query.uniques.size(); ++u)
    if (query.uniques[u].alone) order.push_back(u);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto left = query.uniques[a].cost * query.uniques[b].weight;
    const auto right = query.uniques[b].cost * query.uniques[a].weight;
    return left != right ? left < right : a < b;
  });
  open.assign(query.uniques.size(), false);
  std::uint64_t names = 0;
  auto rest = static_cast<std::int64_t>(query.total);
  const std::int64_t least = (need.shares - kMillion) * static_cast<std::int64_t>(query.total);
  for (std::size_t u : order) {
    if (rest * kMillion < least) break;
    open[u] = true;
    names += query.uniques[u].cost;
    rest -= query.uniques[u].weight;
  }
  return names;
}

// Words to open at the least score wanted, or at the next steps where that is too much to look at.
std::uint32_t choose(const Query& query, const Wanted& wanted, std::vector<bool>& open) {
  constexpr std::uint32_t kSteps[] = {7'000, 8'000, 9'000};
  std::uint32_t least = wanted.least;
  std::uint64_t names = opened(query, Need(least), open);
  for (std::uint32_t step : kSteps) {
    if (!wanted.crowd || names <= wanted.crowd) break;
    if (step <= least) continue;
    least = step;
    names = opened(query, Need(least), open);
  }
  return least;
}

// The most that a name can score, from all its words; 0 if that is too little.
class Tight {
 public:
  Tight(const Query& query, const Need& need) : query_(query), need_(need) {}

  std::uint32_t bound(std::uint32_t name, std::uint64_t whole) const {
    std::uint16_t best[64] = {};
    std::uint64_t theirs = 0;
    for (std::uint32_t word : query_.lists.words_of(name)) {
      std::uint64_t covered = 0;
      for (std::uint32_t k = query_.key_of(word); k != kNone; k = query_.keys[k].next) {
        const Key& key = query_.keys[k];
        if (key.how != kOtherPart) best[key.unique] = std::max(best[key.unique], key.score);
        covered = std::max(covered, std::uint64_t{key.score} * key.own);
      }
      if (query_.initials) covered = std::max(covered, by_initial(word, best));
      theirs += covered;
    }
    std::uint64_t mine = 0;
    for (std::size_t u = 0; u < query_.uniques.size(); ++u)
      mine += std::uint64_t{best[u]} * query_.uniques[u].weight;
    const auto left = static_cast<std::int64_t>(mine * 1000 / query_.total);
    const auto right = static_cast<std::int64_t>(std::min(theirs, whole * 1000) * 1000 / whole);
    if (left + right < need_.shares) return 0;
    return rounded((left + right) / 2);
  }

 private:
  std::uint64_t by_initial(std::uint32_t word, std::uint16_t* best) const {
    const std::uint32_t facts = query_.lists.word_facts[word];
    if (!first_of(facts)) return 0;
    std::uint64_t covered = 0;
    for (std::size_t u = 0; u < query_.uniques.size(); ++u) {
      if (query_.uniques[u].initial != first_of(facts)) continue;
      best[u] = std::max(best[u], static_cast<std::uint16_t>(query_.limits.initial));
      covered = std::uint64_t{query_.limits.initial} * weight_of(facts);
    }
    return covered;
  }

  const Query& query_;
  const Need& need_;
};

void fetch(Numbers numbers, std::uint32_t at) {
  if (at < numbers.size) __builtin_prefetch(numbers.data + at);
}

// The best scores so far: what a name must reach to be among those that are enough.
class Best {
 public:
  Best(const Wanted& wanted, std::uint32_t least) : enough_(wanted.enough), least_(least) {}

  std::uint32_t least() const {
    return enough_ && top_.size() >= enough_ ? std::max(least_, top_.top()) : least_;
  }
  void add(std::uint32_t points) {
    if (!enough_) return;
    top_.push(points);
    if (top_.size() > enough_) top_.pop();
  }

 private:
  std::size_t enough_;
  std::uint32_t least_;
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, std::greater<>> top_;
};

// Scores the names of a block that can still be among the best, the likeliest first.
void score_best(const Query& query, std::vector<Near>& near, Best& best, std::vector<Hit>& hits) {
  std::sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
    return a.bound != b.bound ? a.bound > b.bound : a.name < b.name;
  });
  for (const Near& one : near) {
    if (one.bound < best.least()) break;
    Hit hit = score_name(query, one.name, is_exact(query, one.name));
    if (hit.points < best.least() || !hit.points) continue;
    best.add(hit.points);
    hits.push_back(std::move(hit));
  }
  near.clear();
}

// Adds up, block by block, what the opened words can give each name, and scores who can reach it.
std::vector<Hit> gather(const Query& query, const std::vector<bool>& open, Best& best,
                        Scratch& scratch) {
  std::vector<Cursor> cursors;
  std::uint64_t unseen = 0, unseen_covers = 0;
  for (std::size_t u = 0; u < query.uniques.size(); ++u) {
    const Unique& unique = query.uniques[u];
    if (!open[u]) {
      unseen += std::uint64_t{1000} * unique.weight;
      unseen_covers += unique.covers;
      continue;
    }
    for (std::uint32_t k : unique.keys) {
      const Numbers names = query.lists.names_with(query.keys[k].word);
      if (names.size)
        cursors.push_back({names.begin(), names.end(), query.keys[k].score * unique.weight,
                           query.keys[k].covered * unique.times});
    }
  }
  Need need(best.least());
  const Tight tight(query, need);
  const auto total = static_cast<std::int64_t>(query.total);
  // Even a listed name that is covered in full needs this much of the query.
  std::int64_t least_mine = ((need.shares - kMillion) * total + 999) / 1000;
  std::vector<Near> near;
  std::vector<Hit> hits;
  while (!cursors.empty()) {
    std::uint32_t lowest = kNone;
    for (const Cursor& cursor : cursors) lowest = std::min(lowest, *cursor.at);
    const std::uint64_t start = lowest / kBlock * kBlock, stop = start + kBlock;
    scratch.touched.clear();
    std::size_t live = 0;
    for (Cursor& cursor : cursors) {
      const std::uint32_t* at = cursor.at;
      for (; at != cursor.end && *at < stop; ++at) {
        if (*at < start) throw std::out_of_range("postings are out of order");
        const std::uint32_t slot = *at - static_cast<std::uint32_t>(start);
        if (!scratch.mine[slot]) scratch.touched.push_back(slot);
        scratch.mine[slot] = std::min(scratch.mine[slot] + cursor.mine, kPlenty);
        scratch.theirs[slot] = std::min(scratch.theirs[slot] + cursor.theirs, kPlenty);
      }
      cursor.at = at;
      if (at != cursor.end) cursors[live++] = cursor;
    }
    cursors.resize(live);
    // In three rounds, so that memory is asked for what the next round looks at.
    scratch.some.clear();
    for (std::uint32_t slot : scratch.touched) {
      const auto mine = static_cast<std::int64_t>(scratch.mine[slot] + unseen);
      const auto theirs = static_cast<std::int64_t>(scratch.theirs[slot] + unseen_covers);
      scratch.mine[slot] = scratch.theirs[slot] = 0;
      if (mine < least_mine) continue;
      const std::uint32_t name = static_cast<std::uint32_t>(start) + slot;
      fetch(query.lists.names, name);
      fetch(query.lists.starts, name);
      const std::int64_t missing = need.shares - std::min(mine * 1000 / total, kMillion);
      scratch.some.push_back({name, 0, missing, theirs * 1000});
    }
    std::size_t left = 0;
    for (const Scratch::Some& one : scratch.some) {
      const std::uint32_t facts = query.lists.names[one.name];
      if (((facts >> 24) & query.reading.mask) != query.reading.want) continue;
      const std::uint32_t whole = std::max<std::uint32_t>(facts & 0xffffff, 1);
      if (one.theirs < one.missing * whole) continue;
      fetch(query.lists.words, query.lists.starts[one.name]);
      scratch.some[left++] = {one.name, whole, 0, 0};
    }
    for (std::size_t k = 0; k < left; ++k) {
      const Scratch::Some& one = scratch.some[k];
      if (const std::uint32_t bound = tight.bound(one.name, one.whole))
        near.push_back({bound, one.name});
    }
    score_best(query, near, best, hits);
    need = Need(best.least());
    least_mine = ((need.shares - kMillion) * total + 999) / 1000;
  }
  return hits;
}

}  // namespace

bool better(const Hit& left, const Hit& right) {
  if (left.points != right.points) return left.points > right.points;
  if (left.told != right.told) return left.told > right.told;
  return left.name < right.name;
}

void keep_best(Found& found, const Wanted& wanted) {
  std::vector<Hit>& hits = found.hits;
  std::sort(hits.begin(), hits.end(), better);
  if (wanted.enough && hits.size() > wanted.enough) {
    const std::uint32_t last = hits[wanted.enough - 1].points;
    auto after = std::find_if(hits.begin() + static_cast<std::ptrdiff_t>(wanted.enough), hits.end(),
                              [&](const Hit& hit) { return hit.points < last; });
    hits.erase(after, hits.end());
  }
  if (wanted.most && hits.size() > wanted.most) {
    hits.resize(wanted.most);
    found.cut = true;
  }
}

Found search(const Query& query, const Wanted& wanted, Scratch& scratch) {
  Found found{wanted.least, false, {}};
  if (!query.size()) return found;
  std::vector<bool> open;
  found.least = choose(query, wanted, open);
  Best best(wanted, found.least);
  found.hits = gather(query, open, best, scratch);
  keep_best(found, wanted);
  return found;
}

std::vector<Hit> score(const Query& query, const std::vector<std::uint32_t>& names) {
  std::vector<Hit> hits;
  hits.reserve(names.size());
  for (std::uint32_t name : names) hits.push_back(score_name(query, name, is_exact(query, name)));
  return hits;
}

Query::Query(const Reading& r, const Lists& l, const Limits& m) : reading(r), lists(l), limits(m) {
  for (const auto& expansion : reading.words) {
    std::size_t u = 0;
    while (u < uniques.size() && uniques[u].expansion->text != expansion->text) ++u;
    if (u == uniques.size()) {
      uniques.emplace_back();
      uniques[u].expansion = expansion.get();
    }
    ++uniques[u].times;
    uniques[u].weight += weight_of(expansion->facts);
    unique_at.push_back(static_cast<std::uint8_t>(u));
    total += weight_of(expansion->facts);
  }
  if (!total) total = 1;
  gather();
  if (!reading.exact) join();
  index();
}

// `also` is the weight of further listed words that the pair covers.
void Query::add(std::uint8_t unique, std::uint32_t word, std::uint32_t score, std::uint8_t how,
                std::uint32_t also) {
  const std::uint32_t own = weight_of(lists.word_facts[word]);
  keys.push_back({word, kNone, own, score * (own + also), static_cast<std::uint16_t>(score), how,
                  unique});
}

void Query::gather() {
  for (std::size_t u = 0; u < uniques.size(); ++u) {
    Unique& unique = uniques[u];
    const Expansion& expansion = *unique.expansion;
    const auto at = static_cast<std::uint8_t>(u);
    unique.alone = !(expansion.facts & (kSingle | kForm));
    if (!reading.exact && kind_of(expansion.text) == kInitialKind) {
      unique.initial = static_cast<std::uint32_t>(expansion.text[0] - 'a' + 1);
      initials = true;
    }
    for (const Partner& partner : expansion.partners) {
      if (reading.exact && partner.how != kEqual) continue;
      add(at, partner.word, partner.score, partner.how);
    }
    if (reading.exact) continue;
    ways = ways || !expansion.ways.empty();
    for (const auto& way : expansion.ways) {
      std::uint32_t covered = 0, rarest = way[0];
      for (std::uint32_t part : way) {
        if (part == kNone) continue;
        covered += weight_of(lists.word_facts[part]);
        if (lists.count(part) < lists.count(rarest)) rarest = part;
      }
      for (std::uint32_t part : way) {
        if (part == kNone) continue;
        add(at, part, 1000, part == rarest ? kPart : kOtherPart,
            covered - weight_of(lists.word_facts[part]));
      }
    }
  }
}

// Neighbours of the query that are one listed word.
void Query::join() {
  for (std::size_t start = 0; start < size(); ++start) {
    std::string text;
    for (std::size_t length = 1; length <= limits.longest_join && start + length <= size(); ++length) {
      const Expansion& word = *reading.words[start + length - 1];
      if (word.facts & kSingle) break;
      text += word.text;
      if (length < 2 || text.size() < limits.least_joined) continue;
      const std::uint32_t kind = kind_of(text);
      if (kind < kVoicedKind) continue;
      const auto number = lists.number(text, kind);
      if (!number) continue;
      runs.push_back({*number, static_cast<std::uint8_t>(start), static_cast<std::uint8_t>(length)});
      for (std::size_t i = start; i < start + length; ++i)
        add(unique_at[i], *number, 1000, kJoined);
    }
  }
}

// The table from listed word to keys, and what each word of the query costs and covers.
void Query::index() {
  std::uint32_t bits = 4;
  while ((std::size_t{1} << bits) < 2 * keys.size()) ++bits;
  slots_.assign(std::size_t{1} << bits, kNone);
  mask_ = (1u << bits) - 1;
  shift_ = 32 - bits;
  for (std::uint32_t k = 0; k < keys.size(); ++k) {
    Key& key = keys[k];
    std::uint32_t slot = (key.word * 2654435769u) >> shift_;
    while (slots_[slot] != kNone && keys[slots_[slot]].word != key.word) slot = (slot + 1) & mask_;
    key.next = slots_[slot];
    slots_[slot] = k;
    Unique& unique = uniques[key.unique];
    unique.covers = std::max<std::uint64_t>(unique.covers, key.covered);
    if (key.how == kOtherPart) continue;
    unique.cost += lists.count(key.word);
    unique.keys.push_back(k);
  }
  for (Unique& unique : uniques) {
    if (unique.initial)
      unique.covers = std::max(unique.covers, limits.initial * kMostWeight);
    unique.covers *= unique.times;
  }
}

}  // namespace holdpoint
