"""Everything that Misread does: each verb combines the packages below."""
