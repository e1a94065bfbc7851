"""What launches are sent to: Slipway on its databases, a bare view, and other projects' tools."""
