"""Charts and pictures as HTML, SVG and PNG, for the dashboard and the report."""
