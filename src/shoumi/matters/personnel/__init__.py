"""涉密人员管理: who may touch secrets, and up to which level."""
