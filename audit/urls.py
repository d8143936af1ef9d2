"""The public page of the trail's seal."""

app_name = "audit"
urlpatterns: list = []
