"""Words of links between entries that are one party; apart, so that opening stays light."""

RELATION = "same_as"
SOURCE = "same-as"
