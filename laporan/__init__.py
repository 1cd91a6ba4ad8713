"""Reports: the dashboard, frozen months, documents."""
