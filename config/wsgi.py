"""The door for a web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

gc.collect()
gc.freeze()  # what is loaded for good is no garbage: looking through it again cost a page 0.2 s now and then
