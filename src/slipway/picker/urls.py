"""The picker's addresses: only a launch reaches them."""

from django.urls import path

from slipway.picker import views
from slipway.sessions.doors import launched

urlpatterns = [
    path("l/<uuid:launch_id>/picker", launched(views.picker), name="picker"),
    path("l/<uuid:launch_id>/picker/modules/<uuid:module_id>", launched(views.units), name="picker-units"),
    path("l/<uuid:launch_id>/picker/search", launched(views.search), name="picker-search"),
    path("l/<uuid:launch_id>/picker/alone", launched(views.alone), name="picker-alone"),
    path("l/<uuid:launch_id>/picker/home", launched(views.home), name="picker-home"),
    path("l/<uuid:launch_id>/picker/ask", launched(views.ask), name="picker-ask"),
]
