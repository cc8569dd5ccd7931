"""People, agencies, areas, the arrangement; the choice of partnership and of area."""

app_name = "access"
urlpatterns: list = []
