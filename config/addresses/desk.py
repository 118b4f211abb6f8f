"""What officials can reach: Wagtail's frame, with the workbench in it.

Of Wagtail's own addresses only those that edit the site tree (`workbench/editor.py` names them).
"""

from django.urls import include, path

urlpatterns = [
    path("", include("quancheng.shells.workbench.door.urls")),
    path("", include("quancheng.shells.workbench.urls")),
    path("", include("quancheng.shells.workbench.of_records")),
    path("", include("quancheng.shells.workbench.editor")),
]
