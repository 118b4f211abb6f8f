"""What the worker does for the house itself."""

from django_tasks import task


@task()
def pulse() -> None:
    """Nothing: that it was done is the sign that a worker lives."""
