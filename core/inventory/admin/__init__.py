"""Stock in the back office: seen everywhere, changed only by what happens to goods."""

from core.inventory.admin.alerts import StockAlertAdmin
from core.inventory.admin.ledger import MovementAdmin, ReservationAdmin
from core.inventory.admin.stock import StockAdmin
from core.inventory.admin.takes import StockTakeAdmin
from core.inventory.admin.warehouses import WarehouseAdmin

__all__ = [
    "MovementAdmin",
    "ReservationAdmin",
    "StockAdmin",
    "StockAlertAdmin",
    "StockTakeAdmin",
    "WarehouseAdmin",
]
