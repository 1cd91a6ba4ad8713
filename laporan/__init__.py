"""What we tell: dashboard, frozen months, documents."""
