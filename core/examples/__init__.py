"""The examples that Misread includes: a second, read-only data folder."""
