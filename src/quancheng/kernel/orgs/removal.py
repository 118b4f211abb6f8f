"""Taking whole governments out: the one place of the register that deletes."""

from django.db.models import QuerySet

from quancheng.kernel.orgs.models import AdminSeat, Holding, Person, Post, Tenant, Unit, UnitPlace


def remove_tenants(tenants: QuerySet[Tenant], people: QuerySet[Person]) -> tuple[int, int, int]:
    """Delete governments with all that is in them, and these people; tell how many of each went.

    Raises ProtectedError when records elsewhere point here.
    """
    units = Unit.objects.filter(tenant__in=tenants)
    counts = tenants.count(), units.count(), people.count()
    held = Holding.objects.filter(post__unit__in=units)
    held.filter(stands_in_for__isnull=False).delete()
    held.delete()
    Post.objects.filter(unit__in=units).delete()
    UnitPlace.objects.filter(unit__in=units).delete()
    units.update(merged_into=None)
    units.delete()
    AdminSeat.objects.filter(tenant__in=tenants).delete()
    people.delete()
    tenants.exclude(parent=None).delete()
    tenants.delete()
    return counts
