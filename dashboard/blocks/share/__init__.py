"""The blocks of the page Share."""
