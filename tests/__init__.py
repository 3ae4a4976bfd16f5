"""Tests: mirror the packages."""
