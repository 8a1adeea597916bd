"""The public site and the shell of every page: home, base templates, components, error pages, middleware."""
