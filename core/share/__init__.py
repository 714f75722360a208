"""Words, drawings and files for people who do not program."""
