"""pdfium, which draws pages of pdf, is one for a whole process and not safe in threads."""

import threading

ONE_AT_A_TIME = threading.RLock()  # around each call into pdfium, whoever makes it
