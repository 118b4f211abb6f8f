"""The door for a web server."""

import gc
import os

import gunicorn.http.wsgi
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
gunicorn.http.wsgi.SERVER = "web"  # which program answers is nobody's affair
application = get_wsgi_application()

gc.collect()
gc.freeze()  # what is loaded for good is no garbage: looking through it again cost a page 0.2 s now and then
