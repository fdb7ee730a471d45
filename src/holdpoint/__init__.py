"""Holdpoint: stands between an order and its shipment, and answers release, hold or block."""
