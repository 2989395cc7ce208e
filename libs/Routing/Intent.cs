namespace Agentes.Routing;

/// <summary>What a customer wants with a message. The order is the order of every posterior.</summary>
public enum Intent
{
    /// <summary>Hello, goodbye, thanks: no request.</summary>
    Greeting,

    /// <summary>How something works or what the rules are; a static document answers it.</summary>
    Faq,

    /// <summary>One fact: opening hours, address, contact, balance.</summary>
    SimpleInfo,

    /// <summary>Price, features, availability or a recommendation of something for sale.</summary>
    ProductQuery,

    /// <summary>An action or question about the customer's own order, account or bill.</summary>
    SupportBasic,

    /// <summary>Something technical is broken or must be configured.</summary>
    TechnicalSupport,

    /// <summary>Several problems or questions in one long message.</summary>
    ComplexQuery,

    /// <summary>An offer, a counter-offer, a request for a discount or better terms.</summary>
    SalesNegotiation,

    /// <summary>A buyer with volume or budget: talk to sales, demonstration, company plan, franchise.</summary>
    HighValueLead,
}
