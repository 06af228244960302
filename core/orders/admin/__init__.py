"""Orders in the back office."""

from core.orders.admin.orders import OrderAdmin

__all__ = ["OrderAdmin"]
