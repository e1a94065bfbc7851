"""Modules of a class, made and named by its teachers."""

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.content.extent import keeping_room
from slipway.content.models import Classroom, Module
from slipway.content.order import after_last
from slipway.content.slugs import free_slug
from slipway.orgs.models import User


def add_module(*, actor: User, classroom: Classroom, title: str) -> Module:
    """A new module, at the end of the class. Raises ClassFullError."""
    with transaction.atomic(), keeping_room(classroom.pk):  # two at once do not get one slug
        rows = Module.objects.filter(classroom=classroom)
        slug = free_slug(title, rows.values_list("slug", flat=True), otherwise="module")
        module = Module.objects.create(classroom=classroom, slug=slug, title=title, position=after_last(rows))
        audit(actor, AuditAction.MODULE_ADD, module, organization_id=classroom.organization_id, title=title)
    return module


def rename_module(*, actor: User, module: Module, title: str) -> Module:
    """Give the module another title; its slug stays. Raises ClassFullError."""
    with transaction.atomic(), keeping_room(module.classroom_id):
        was, module.title = module.title, title
        module.save(update_fields=["title"])
        organization_id = module.classroom.organization_id
        audit(actor, AuditAction.MODULE_RENAME, module, organization_id=organization_id, was=was, title=title)
    return module
