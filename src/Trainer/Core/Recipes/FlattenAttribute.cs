namespace R1Code.Trainer.Recipes;

/// <summary>The keys of this property's record stand beside the owner's own, not under a key of their own.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FlattenAttribute : Attribute;
