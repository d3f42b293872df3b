"""DE62 of our own messages; both ends read it the same way."""

from iso8583_specs.dialects.own_tags import AS_BEFORE, BOOKED, DECLINED, FENCED, OwnTags

__all__ = ["AS_BEFORE", "BOOKED", "DECLINED", "FENCED", "OwnTags"]
