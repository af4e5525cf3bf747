"""The primary care transformation dashboard."""
