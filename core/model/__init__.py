"""Recipes, networks, training and scoring."""
