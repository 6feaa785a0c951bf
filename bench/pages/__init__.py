"""The pages that we measure ourselves against."""
