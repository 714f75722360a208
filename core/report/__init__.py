"""The report: values in, one HTML file out."""
