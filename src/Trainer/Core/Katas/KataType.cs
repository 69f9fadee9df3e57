namespace R1Code.Trainer.Katas;

/// <summary>What a step of a kata takes or gives. Values travel as <c>int</c>, <c>bool</c>, <c>string</c> and <c>int[]</c>.</summary>
internal enum KataType
{
    Integer,
    Boolean,
    Text,
    List,
}

/// <summary>How tightly the outermost operator of an expression binds, loosest first.</summary>
internal enum Binding
{
    Comparison,
    Additive,
    Multiplicative,
    Primary,
}
