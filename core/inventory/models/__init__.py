"""The tables of stock. Written only by inventory's services."""

from core.inventory.models.alerts import StockAlert
from core.inventory.models.stock import Movement, Reservation, Stock
from core.inventory.models.takes import StockTake, StockTakeLine
from core.inventory.models.warehouses import Warehouse, WarehouseStock

__all__ = [
    "Movement",
    "Reservation",
    "Stock",
    "StockAlert",
    "StockTake",
    "StockTakeLine",
    "Warehouse",
    "WarehouseStock",
]
