"""Settings, root urls, the WSGI application and the `lantern` command."""
