"""What people see: templates, scripts and the answer in HTML, JSON or CSV."""
