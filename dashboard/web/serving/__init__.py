"""HTTP craft that knows no campaign."""
