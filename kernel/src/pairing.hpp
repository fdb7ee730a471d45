// The score of two names: which word pairs with which, and how much of each side that covers.
#pragma once

#include "query.hpp"

namespace holdpoint {

constexpr std::int64_t kMillion = 1'000'000;

inline std::uint32_t rounded(std::int64_t millionths) {
  return static_cast<std::uint32_t>((millionths + 50) / 100);
}

// The same as `score_names` of matching/_names.py, in the same integers.
Hit score_name(const Query& query, std::uint32_t name, bool exact);

}  // namespace holdpoint
