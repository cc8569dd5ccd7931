"""Writing the invented county into a partnership, at any size."""

from lantern.demo.actions.make import Made, make_data, make_demo

__all__ = ["Made", "make_data", "make_demo"]
